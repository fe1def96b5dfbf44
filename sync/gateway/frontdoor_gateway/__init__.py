"""Frontdoor's gateway: a Django app through which kiosks file requests at django-helpdesk, each exactly once.

Imports Django, django-helpdesk and the standard library only; it never shares code with the kiosk.
"""
