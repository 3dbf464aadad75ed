namespace PartnerCenter.Referrals;

/// <summary>Describes what a co-sell deal about services has in addition to its <see cref="DealTerms"/>.</summary>
/// <remarks>
/// The values are ids of Microsoft's taxonomy, which changes each fiscal year. They are sent unchanged. A blank id is refused when the deal
/// is created, together with everything else that is missing. The record is immutable.
/// </remarks>
/// <seealso cref="Deal.ServicesCoSell"/>
/// <seealso href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</seealso>
public sealed record ServicesCoSellTerms
{
    /// <summary>Gets the id of your organization's role in the deal.</summary>
    public required string PartnerRole { get; init; }

    /// <summary>Gets the id of the solution area.</summary>
    public required string SolutionArea { get; init; }

    /// <summary>Gets the id of the solution play.</summary>
    public required string SolutionPlay { get; init; }

    /// <summary>Returns the name of the type only.</summary>
    public override string ToString() => nameof(ServicesCoSellTerms);
}
