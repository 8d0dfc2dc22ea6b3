from django.urls import path

from medimail.web.audit_pages import views

urlpatterns = [
    path("", views.traces, name="traces"),
    path("export/", views.export, name="traces_export"),
]
