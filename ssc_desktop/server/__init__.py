"""Any AccountService over HTTP (extra `server`)."""
