"""An open MSSanté operator."""
