CREATE TABLE host_order (id bigint PRIMARY KEY, customer text NOT NULL, notes jsonb NOT NULL);
INSERT INTO host_order VALUES (1, 'Anna', '{"gift": true}');
