using System.Text.Json.Serialization;
using Newtonsoft.Json;

namespace PartnerCenter.Referrals.Benchmarks;

// The classes of this folder that begin with Plain have the fields of the package's models as a program without the package would write
// them: strings with setters. The floor, Newtonsoft.Json and RestSharp read them.
internal sealed class PlainPage
{
    [JsonPropertyName("@odata.nextLink"), JsonProperty("@odata.nextLink")]
    public string? NextLink { get; set; }

    public List<PlainReferral>? Value { get; set; }
}

internal sealed class PlainReferral
{
    public string? Id { get; set; }
    public string? EngagementId { get; set; }
    public string? Name { get; set; }
    public string? OrganizationId { get; set; }
    public string? OrganizationName { get; set; }
    public string? LastModifiedVia { get; set; }
    public string? LastRunId { get; set; }
    public string? ExternalReferenceId { get; set; }
    public DateTimeOffset? CreatedDateTime { get; set; }
    public DateTimeOffset? UpdatedDateTime { get; set; }
    public DateTimeOffset? ExpirationDateTime { get; set; }
    public string? Status { get; set; }
    public string? Substatus { get; set; }
    public string? StatusReason { get; set; }
    public string? Qualification { get; set; }
    public string? Type { get; set; }
    public string? ReferralSource { get; set; }
    public string? ETag { get; set; }
    public bool? Favorite { get; set; }
    public string? CampaignId { get; set; }
    public string? SalesStage { get; set; }
    public string? Quality { get; set; }
    public bool? IsSpam { get; set; }
    public string? Direction { get; set; }
    public string? MpnId { get; set; }
    public string? ReferralProgram { get; set; }
    public string? DealSensitivity { get; set; }
    public string? CreatedVia { get; set; }
    public List<string>? Tags { get; set; }
    public DateTimeOffset? AcceptedDateTime { get; set; }
    public DateTimeOffset? ClosedDateTime { get; set; }
    public string? CallToAction { get; set; }
    public string? RegistrationStatus { get; set; }
    public List<PlainReferralTarget>? Target { get; set; }
    public PlainCustomerProfile? CustomerProfile { get; set; }
    public PlainConsent? Consent { get; set; }
    public PlainReferralDetails? Details { get; set; }
    public List<PlainMember>? Team { get; set; }
    public PlainInviteContext? InviteContext { get; set; }
    public PlainReferralLinks? Links { get; set; }
    public PlainTrackingInfo? TrackingInfo { get; set; }
    public List<PlainDealRegistration>? Registrations { get; set; }
}

internal sealed class PlainCustomerProfile
{
    public string? Name { get; set; }
    public string? Size { get; set; }
    public bool? IsMatchingComplete { get; set; }
    public PlainAddress? Address { get; set; }
    public List<PlainMember>? Team { get; set; }
    public List<PlainCustomerProfileId>? Ids { get; set; }
}

internal sealed class PlainAddress
{
    public string? AddressLine1 { get; set; }
    public string? AddressLine2 { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? PostalCode { get; set; }
    public string? Country { get; set; }
    public string? Region { get; set; }
}

internal sealed class PlainMember
{
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? PhoneNumber { get; set; }
    public string? Email { get; set; }
    public string? Title { get; set; }
    public PlainContactPreference? ContactPreference { get; set; }
    public string? EmailValidationStatus { get; set; }
    public string? PhoneValidationStatus { get; set; }
}

internal sealed class PlainContactPreference
{
    public string? Locale { get; set; }
    public bool? DisableNotifications { get; set; }
}

internal sealed class PlainCustomerProfileId
{
    public string? ProfileType { get; set; }
    public string? Id { get; set; }
}

internal sealed class PlainConsent
{
    public bool? ConsentToToShareInfoWithOthers { get; set; }
    public bool? ConsentToContact { get; set; }
    public bool? ConsentToShareReferralWithMicrosoftSellers { get; set; }
    public bool? ConsentToMicrosoftToContactSpecificPartners { get; set; }
}

internal sealed class PlainReferralDetails
{
    public string? Notes { get; set; }
    public decimal? DealValue { get; set; }
    public string? Currency { get; set; }
    public DateTimeOffset? ClosingDateTime { get; set; }
    public bool? CustomerRequestedContact { get; set; }
    public string? CustomerAction { get; set; }
    public string? IncentiveLevel { get; set; }
    public PlainReferralRequirements? Requirements { get; set; }
}
