<?php
// Debian's defaults stand; only the place, the store and the caches are ours.
$config = [];
$config['db_dsnw'] = 'sqlite:///@@state/roundcube.db?mode=0600';
$config['imap_host'] = '127.0.0.1:@@imap_port';
$config['des_key'] = '0123456789abcdefghijklmn';
$config['session_storage'] = '@@sessions';
$config['temp_dir'] = '@@state/tmp';
$config['log_dir'] = '@@state/log';
$config['skin'] = 'elastic';
$config['language'] = 'fr_FR';
$config['plugins'] = [];
$config['session_lifetime'] = 600;
$config['sent_mbox'] = 'Sent';
$config['drafts_mbox'] = 'Drafts';
$config['junk_mbox'] = 'Junk';
$config['trash_mbox'] = 'Trash';
$config['imap_cache'] = @@imap_cache;
$config['messages_cache'] = @@messages_cache;
