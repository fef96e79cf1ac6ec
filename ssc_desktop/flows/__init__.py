"""The journeys: which step comes next and what is asked of the service, without a screen."""
