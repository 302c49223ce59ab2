/** Every field the contract of Airalo names, read by us or not: what is not here is news. */
const DOCUMENTED = new Set(
  `
  accepted_at access_code access_token activated_at activation_policy address airalo_code amount android api_url apn apn_type apn_value
  async_order_notification async_orders auto_renewal automatic availableBalance balances booking_reference brand brand_settings_name city client_id
  client_secret code codes company completed confirmation_code contact_point copy_address countries country_code country_id coverages created_at
  credit_limit_notification currency current_page dark data data_75 data_90 data_allowance_display data_allowance_mb date date_marketed day
  description direct_apple_installation_url discount_amount discount_percentage discount_pricing discover due_date email email_credit_limit
  email_low_data error esim_type event expire_1 expire_3 expired_at expires_in failed fair_usage_policy finished_at first from from_due_date global
  gradient_end gradient_start grant_type height iccid iccids id image imsis include info install_window_days installation_guides installation_manual
  installation_via_qr_code instructions ios is_fair_usage_policy is_kyc_verify is_paid is_prepaid is_roaming is_unlimited key language last last_page
  latest_cancellation_date legal_address legal_entity_name level levels light limit link links local locale low_data_notification lpa manual
  manual_installation matching_id max_download_speed_mbit max_upload_speed_mbit message meta mid min_price mobile model msisdn name net_price
  net_pricing network_providers network_setup network_technologies networks next notes notification operators order order_id os other_info
  out_of_bundle_rate_eur_per_mb package package_id package_name package_slug packages page partially_refunded partner_brand_name partner_logo_url path
  pdf pending per_page pib_version pib_version_date pib_version_pdf_link plan_type postal_code prev price prices pricing pricing_model
  product_description product_name qr_code_data qr_code_url qr_installation qrcode qrcode_installation qrcode_url quantity rates reason
  rechargeability recommended_retail_price recycled recycled_at refund_id refunded remaining remaining_percentage remaining_text remaining_voice
  request_id request_ids retail_price_eur retry service_internet service_sms service_telephony setEsimVouchers setInstructions setOrders setPackages
  setSimUsage setTopups setVouchers share sharing sharing_option short_info sim simUsageBulk simable sims slug smdp_address_and_activation_code
  sms_included source state status steps style success terms_url test_secret text throttle_threshold_mb throttled_download_speed_mbit
  throttled_upload_speed_mbit timeout title to to_due_date to_email token_type topup topup_grace_window_days total total_amount_paid total_text
  total_voice type types unit_paid_price url usage_limit user validateEsimVoucher validity validity_days version version_hash voice voice_minutes
  voucher_code vouchers warning webhook_credit_limit webhook_low_data webhook_url width world
`.trim().split(/\s+/),
);

export const isDocumented = (field: string): boolean => DOCUMENTED.has(field);
