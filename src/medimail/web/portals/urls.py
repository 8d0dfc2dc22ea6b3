from django.urls import path

from medimail.web.portals import views

urlpatterns = [
    path("administration/portails/", views.portals, name="portals"),
    path("administration/portails/nouveau/<slug:protocol>/", views.new, name="new_portal"),
    path("administration/portails/<slug:slug>/", views.change, name="portal"),
    path("administration/portails/<slug:slug>/fermer/", views.close, name="close_portal"),
    path("administration/portails/<slug:slug>/rouvrir/", views.reopen, name="reopen_portal"),
]
