from django.urls import path

from medimail.web.sessions import accesses, devices

urlpatterns = [
    path("securite/appareils/", devices.devices, name="devices"),
    path("securite/appareils/fermer/", devices.end_device, name="end_device"),
    path("securite/appareils/fermer-les-autres/", devices.end_others, name="end_other_devices"),
    path("securite/acces/", accesses.accesses, name="accesses"),
]
