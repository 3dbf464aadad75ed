namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class PlainReferralRequirements
{
    public List<PlainRequirementTag>? Industries { get; set; }
    public List<PlainRequirementTag>? Products { get; set; }
    public List<PlainRequirementTag>? Services { get; set; }
    public List<PlainSolutionTag>? Solutions { get; set; }
    public List<System.Text.Json.JsonElement>? Offers { get; set; }
    public List<System.Text.Json.JsonElement>? SalesPlays { get; set; }
    public PlainAdditionalRequirements? AdditionalRequirements { get; set; }
}

internal sealed class PlainRequirementTag
{
    public string? Id { get; set; }
}

internal sealed class PlainSolutionTag
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Type { get; set; }
    public decimal? Price { get; set; }
    public decimal? Quantity { get; set; }
    public string? Currency { get; set; }
    public string? PublisherName { get; set; }
    public string? SolutionType { get; set; }
    public DateTimeOffset? ClosingDateTime { get; set; }
}

internal sealed class PlainAdditionalRequirements
{
    public PlainIotRequirements? Iot { get; set; }
    public List<PlainRequirementAttribute>? Attributes { get; set; }
}

internal sealed class PlainIotRequirements
{
    public string? CustomerLicenseAgreementNumber { get; set; }
    public string? DeviceCategory { get; set; }
    public string? SiliconType { get; set; }
    public bool? AzureCertifiedDevice { get; set; }
    public bool? AttachServices { get; set; }
}

internal sealed class PlainRequirementAttribute
{
    public string? Type { get; set; }
    public string? Id { get; set; }
}

internal sealed class PlainReferralTarget
{
    public string? Type { get; set; }
    public string? Id { get; set; }
}

internal sealed class PlainInviteContext
{
    public string? Notes { get; set; }
    public string? AssistanceRequestCode { get; set; }
    public string? InvitedMpnId { get; set; }
    public PlainInvitedBy? InvitedBy { get; set; }
}

internal sealed class PlainInvitedBy
{
    public string? OrganizationId { get; set; }
    public string? OrganizationName { get; set; }
}

internal sealed class PlainReferralLinks
{
    public PlainReferralLink? RelatedReferrals { get; set; }
    public PlainReferralLink? Self { get; set; }
}

internal sealed class PlainReferralLink
{
    public string? Uri { get; set; }
    public string? Method { get; set; }
}

internal sealed class PlainTrackingInfo
{
    public string? MicrosoftMsxId { get; set; }
    public string? MicrosoftUSFedOpportunityId { get; set; }
    public string? MicrosoftUSFedLeadId { get; set; }
    public string? MigratedPSCDealId { get; set; }
    public string? MigratedPSCPartnerDealId { get; set; }
}

internal sealed class PlainDealRegistration
{
    public string? Id { get; set; }
    public string? Type { get; set; }
    public DateTimeOffset? RegistrationDateTime { get; set; }
    public string? Status { get; set; }
    public string? StatusReason { get; set; }
    public PlainRegistrationContract? Contract { get; set; }
    public List<PlainRegistrationSolution>? SolutionDetails { get; set; }
    public PlainRegistrationStatusHistory? StatusHistory { get; set; }
}

internal sealed class PlainRegistrationContract
{
    public decimal? Value { get; set; }
    public string? Currency { get; set; }
    public DateTimeOffset? StartDateTime { get; set; }
    public DateTimeOffset? EndDateTime { get; set; }
    public DateTimeOffset? SignDateTime { get; set; }
    public string? Term { get; set; }
}

internal sealed class PlainRegistrationSolution
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public decimal? Value { get; set; }
    public string? Currency { get; set; }
    public bool? IsDeployedOnAzure { get; set; }
    public string? PrimaryDeploymentOn { get; set; }
    public string? PricingModel { get; set; }
    public PlainMarketplaceTransactionDetails? MarketplaceTransactionDetails { get; set; }
}

internal sealed class PlainMarketplaceTransactionDetails
{
    public bool? IsMarketplaceTransacted { get; set; }
    public DateTimeOffset? MarketplaceTransactionDateTime { get; set; }
}

internal sealed class PlainRegistrationStatusHistory
{
    public DateTimeOffset? ReviewPendingDateTime { get; set; }
    public DateTimeOffset? ActionRequiredDateTime { get; set; }
    public DateTimeOffset? PassedDateTime { get; set; }
    public DateTimeOffset? FailedDateTime { get; set; }
    public DateTimeOffset? ApprovedDateTime { get; set; }
}
