from django.urls import path

from medimail.web.federation.saml import sign_out, views

urlpatterns = [
    path("saml/<slug:organization_slug>/", views.start, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", views.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/fin/", views.finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sortie/", sign_out.sign_out, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", views.metadata, name="saml_metadata"),
]
