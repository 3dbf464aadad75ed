namespace PartnerCenter.Referrals;

/// <summary>What a co-sell deal about services states in addition to its <see cref="DealTerms"/>.</summary>
/// <remarks>
/// The values are ids of Microsoft's taxonomy, which changes each fiscal year. They are sent unchanged. A blank id is refused when the deal
/// is created, together with everything else that is missing. Immutable.
/// </remarks>
/// <seealso cref="Deal.ServicesCoSell"/>
public sealed record ServicesCoSellTerms
{
    /// <summary>The id of your organization's role in the deal.</summary>
    public required string PartnerRole { get; init; }

    /// <summary>The id of the solution area.</summary>
    public required string SolutionArea { get; init; }

    /// <summary>The id of the solution play.</summary>
    public required string SolutionPlay { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => nameof(ServicesCoSellTerms);
}
