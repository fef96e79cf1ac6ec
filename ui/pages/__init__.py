"""The pages outside the journeys."""
