"""The program without a screen: values, rules, flows, the service and those who play it."""

__version__ = "1.0.0"
