CREATE TABLE host_order (id bigint PRIMARY KEY, customer text NOT NULL);
CREATE INDEX host_order_customer ON host_order (customer);
