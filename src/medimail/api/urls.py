from django.urls import path

from medimail.api import health
from medimail.api.internal import deliveries

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("api/internal/deliveries/", deliveries.deliveries, name="told_deliveries"),
]
