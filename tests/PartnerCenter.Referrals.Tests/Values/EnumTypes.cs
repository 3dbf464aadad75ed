namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>
/// Lists all extensible enums, each with the number of values that wire contract 4 names for it, or 9.2 for events, counted there.
/// </summary>
public static class EnumTypes
{
    public static TheoryData<EnumProbe, int> All => new()
    {
        { new EnumProbe<ReferralStatus>(), 4 },
        { new EnumProbe<ReferralSubstatus>(), 9 },
        { new EnumProbe<ReferralType>(), 2 },
        { new EnumProbe<ReferralQualification>(), 4 },
        { new EnumProbe<ReferralDirection>(), 2 },
        { new EnumProbe<ReferralTargetType>(), 3 },
        { new EnumProbe<SolutionTagType>(), 3 },
        { new EnumProbe<SolutionType>(), 0 },
        { new EnumProbe<CustomerProfileIdType>(), 2 },
        { new EnumProbe<AssistanceRequestCode>(), 7 },
        { new EnumProbe<SalesStage>(), 10 },
        { new EnumProbe<RegistrationStatus>(), 6 },
        { new EnumProbe<RegistrationType>(), 1 },
        { new EnumProbe<ContractTerm>(), 2 },
        { new EnumProbe<DeploymentOwner>(), 2 },
        { new EnumProbe<PricingModel>(), 2 },
        { new EnumProbe<ReferralQuality>(), 1 },
        { new EnumProbe<DealSensitivity>(), 1 },
        { new EnumProbe<CustomerSize>(), 11 },
        { new EnumProbe<RequirementAttributeType>(), 4 },
        { new EnumProbe<CustomerMarketplaceIntent>(), 3 },
        { new EnumProbe<ReferralProduct>(), 20 },
        { new EnumProbe<ReferralServiceKind>(), 10 },
        { new EnumProbe<ReferralIndustry>(), 14 },
        { new EnumProbe<PredefinedSolution>(), 48 },
        { new EnumProbe<ReferralWebhookEventName>(), 5 },
    };

    /// <summary>Gets the types without their numbers.</summary>
    public static TheoryData<EnumProbe> Each => [.. All.Select(row => row.Data.Item1)];
}
