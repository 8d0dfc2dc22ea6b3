from django.urls import path

from medimail.web.federation.oidc import views

urlpatterns = [
    path("avec/<slug:provider_id>/", views.start, name="openid_connect_login"),
    path("avec/<slug:provider_id>/retour/", views.callback, name="openid_connect_callback"),
]
