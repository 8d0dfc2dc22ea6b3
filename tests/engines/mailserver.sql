CREATE TABLE domain (name text PRIMARY KEY, external boolean NOT NULL);
CREATE TABLE mailbox (address text PRIMARY KEY, domain text REFERENCES domain, quota_bytes bigint NOT NULL);
CREATE SCHEMA mailserver;
CREATE VIEW mailserver.domains AS SELECT name FROM domain;
CREATE VIEW mailserver.mailboxes AS
    SELECT address, quota_bytes, external FROM mailbox JOIN domain ON domain = name;
CREATE VIEW mailserver.rights AS
    SELECT address, person, role, format(E'quota_rule=*:bytes=%s\tacl_user=%s', quota_bytes, role) AS granted
    FROM mailbox, (VALUES ('worker', 'holder'), ('sieve-worker', 'holder'), ('reads', 'reader'), ('writes', 'writer')) AS given (person, role);
CREATE VIEW mailserver.sender_rights AS
    SELECT address AS sender, person || '_' || address AS login FROM mailserver.rights WHERE role <> 'reader';
GRANT USAGE ON SCHEMA mailserver TO mailserver;
GRANT SELECT ON ALL TABLES IN SCHEMA mailserver TO mailserver;
INSERT INTO domain VALUES ('pharmacien.example', true), ('interne.example', false);
INSERT INTO mailbox VALUES
    ('anne@pharmacien.example', 'pharmacien.example', 100000000),
    ('luc@pharmacien.example', 'pharmacien.example', 100000000),
    ('petite@pharmacien.example', 'pharmacien.example', 20000),
    ('sam@interne.example', 'interne.example', 100000000);
