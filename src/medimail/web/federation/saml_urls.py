from django.urls import path

from medimail.web.federation import saml_leaving, saml_views

urlpatterns = [
    path("saml/<slug:organization_slug>/", saml_views.start, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", saml_views.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/fin/", saml_views.finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sortie/", saml_leaving.sign_out, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", saml_views.metadata, name="saml_metadata"),
]
