CREATE TABLE domain (name text PRIMARY KEY, external boolean NOT NULL);
CREATE TABLE mailbox (address text PRIMARY KEY, domain text REFERENCES domain, quota_bytes bigint NOT NULL);
CREATE SCHEMA mailserver;
CREATE VIEW mailserver.domains AS SELECT name FROM domain;
CREATE VIEW mailserver.mailboxes AS
    SELECT address, quota_bytes, external FROM mailbox JOIN domain ON domain = name;
CREATE VIEW mailserver.sender_rights AS SELECT address AS sender, address AS login FROM mailbox;
GRANT USAGE ON SCHEMA mailserver TO mailserver;
GRANT SELECT ON ALL TABLES IN SCHEMA mailserver TO mailserver;
INSERT INTO domain VALUES ('pharmacien.example', true), ('interne.example', false);
INSERT INTO mailbox VALUES
    ('anne@pharmacien.example', 'pharmacien.example', 100000000),
    ('luc@pharmacien.example', 'pharmacien.example', 100000000),
    ('petite@pharmacien.example', 'pharmacien.example', 20000),
    ('sam@interne.example', 'interne.example', 100000000);
