/** Every field the contract of 1NCE names, read by us or not: what is not here is news. */
const DOCUMENTED = new Set(
  `
  access_token accumulated_total_volume activation_date age_of_location alert amount_net apn banktransfer boleto ci cid city code communicationDate
  company cost country country_code country_id createDate created created_at creditcard currency current_imsi current_quota current_quota_SMS
  customer_reference data dataLimitId data_service_failure_cause data_traffic_limit_state date dcs delivery_address delivery_date description detail
  duration enabled end_dt end_timestamp endpoint endpoint_id error errorCode error_code error_token event_severity event_source event_type events
  expires_in expiry_date final_date first_name from grant_type gsm_map_error gtp_v1_uli gtp_v2_uli house_number href iccid iccid_with_luhn iccids id
  imei imei_lock imeisv import_date imsi imsi_2 imsi_id invoice_amount invoice_number ip_address ipcan_session_id iso_code label lac
  last_delivery_attempt last_name last_status_change_date last_updated last_volume_added latitude limit location longitude material maxQuantity
  maxQuantityPerCustomer mcc message minQuantity min_contract_duration mme_name mme_realm mnc monthlyinvoice msc msisdn name oneOf one_time_charges
  operator operator_id order_date order_number order_status order_type organisation originator package_size page pageSize payload payment
  payment_method pdp_context pdp_context_id pdp_contexts peak_throughput per_page phone pid product productId product_id production_date products
  quantity quota_exceeded_date quota_status quota_status_SMS rac rat_type rat_type_id ratezone recurring_charges region rel replyToMail
  request_timestamp retry_count retry_date rx sac salutation scope score senderName service services session_id sgsn_ip_address sgsn_number
  shipping_address sim sim_id sims sms smsMO smsMT smsMo smsMoLimitId smsMt smsMtLimitId solvedDate sort source_address start_dt start_timestamp state
  stats status statusCode status_code street subject submit_date subscriber subscriber_info success symbol tapcode tariff text threshold_percentage
  threshold_reached_date threshold_volume timestamp to token_type total totalEvents totalPages total_volume traffic_type tx udh ue_ip_address unit
  update_location_failure_reason user userId user_id ussd v2 vlr_number volume volume_rx volume_tx zip
  _links caseId cell_global_id communicationDate communications current_location_retrieved direction iccid_ranges iso-code reply_timestamp success
  target_organisation ussd_info
`.trim().split(/\s+/),
);

export const isDocumented = (field: string): boolean => DOCUMENTED.has(field);
