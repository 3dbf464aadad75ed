using PartnerCenter.Referrals;

namespace PipelineReport;

/// <summary>Adds up referrals. It keeps only totals, so a hundred thousand referrals take no more memory than one.</summary>
internal sealed class Pipeline
{
    public int Count { get; private set; }

    /// <summary>Gets the number of all referrals by status and substatus.</summary>
    public Dictionary<string, int> ByStatus { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the number of active referrals by sales stage.</summary>
    public Dictionary<string, int> ActiveByStage { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the number of all referrals by the customer's country.</summary>
    public Dictionary<string, int> ByCountry { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the value of the deals by currency, because amounts of two currencies cannot be added.</summary>
    public SortedDictionary<string, Money> ByCurrency { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Add(Referral referral)
    {
        Count++;
        Increment(ByStatus, referral.Substatus is { } substatus ? $"{referral.Status}/{substatus}" : referral.Status?.Value);
        Increment(ByCountry, referral.CustomerProfile?.Address?.Country);
        if (referral.Status == ReferralStatus.Active)
        {
            Increment(ActiveByStage, referral.SalesStage?.Value);
        }

        if (!IsOfAnInvitedParty(referral) && referral.Details is { DealValue: { } value, Currency: { Length: > 0 } currency })
        {
            Money money = ByCurrency.GetValueOrDefault(currency);
            bool isOpen = referral.Status == ReferralStatus.New || referral.Status == ReferralStatus.Active;
            bool isWon = referral.Substatus == ReferralSubstatus.Won;
            ByCurrency[currency] = new Money(money.Open + (isOpen ? value : 0), money.Won + (isWon ? value : 0));
        }
    }

    /// <summary>
    /// Returns whether the record is an invited party's. It repeats the value of your own deal, which would then count twice.
    /// </summary>
    private static bool IsOfAnInvitedParty(Referral referral) =>
        referral.Direction == ReferralDirection.Outgoing
            && referral.Target.Any(target => target.Type == ReferralTargetType.BusinessProfileLocation);

    private static void Increment(Dictionary<string, int> totals, string? name)
    {
        string key = string.IsNullOrEmpty(name) ? "(none)" : name;
        totals[key] = totals.GetValueOrDefault(key) + 1;
    }
}
