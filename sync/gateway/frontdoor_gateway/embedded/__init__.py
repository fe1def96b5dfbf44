"""The embedded desk: a whole django-helpdesk with the gateway, on loopback, in one folder. For trying and for tests."""
