"""The window: pages, forms and their looks. It knows no backend."""
