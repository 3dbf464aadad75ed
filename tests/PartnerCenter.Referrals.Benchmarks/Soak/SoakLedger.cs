using System.Collections.Concurrent;
using System.Globalization;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Holds how each create and each invitation ended. Its size is fixed from the start, so that it does not look like a leak.
/// </summary>
internal sealed class SoakLedger
{
    public const int Capacity = 1_000_000;
    private const int MaxComplaints = 20;
    private const byte NotBegun = (byte)SoakOutcome.None;
    private const string Prefix = "soak-";

    private readonly byte[] _creates = new byte[Capacity];
    private readonly byte[] _invitations = new byte[Capacity];
    private readonly ConcurrentQueue<string> _complaints = new();
    private int _deals;

    /// <summary>Gets the number of deals whose creation began.</summary>
    public int Deals => _deals;

    /// <summary>Gets what must not happen and did.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static string CrmIdOf(int deal) => $"{Prefix}{deal.ToString(CultureInfo.InvariantCulture)}";

    public int NextDeal() => Interlocked.Increment(ref _deals) - 1;

    public void Created(int deal, SoakOutcome outcome) => _creates[deal] = (byte)outcome;

    /// <summary>Begins the only invitation to a deal. Returns false if there was one.</summary>
    public bool TryInvite(Referral deal, out int number)
    {
        number = NumberOf(deal.ExternalReferenceId ?? "");
        return number >= 0
            && Interlocked.CompareExchange(ref _invitations[number], (byte)SoakOutcome.Begun, NotBegun) == NotBegun;
    }

    public void Invited(int deal, SoakOutcome outcome) => _invitations[deal] = (byte)outcome;

    public void Complain(string complaint)
    {
        if (_complaints.Count < MaxComplaints)
        {
            _complaints.Enqueue(complaint);
        }
    }

    public int Count(SoakOutcome outcome) => _creates.AsSpan(0, _deals).Count((byte)outcome);

    public int CountInvitations(SoakOutcome outcome) => _invitations.AsSpan(0, _deals).Count((byte)outcome);

    /// <summary>Compares the outcomes with the service's records.</summary>
    public void Compare(IReadOnlyList<(string CrmId, string Engagement)> records)
    {
        var dealOfEngagement = new Dictionary<string, int>();
        byte[] deals = new byte[_deals];
        foreach ((string crmId, string engagement) in records)
        {
            if (NumberOf(crmId) is int deal and >= 0)
            {
                deals[deal]++;
                dealOfEngagement[engagement] = deal;
            }
        }

        byte[] invitations = new byte[_deals];
        foreach ((string crmId, string engagement) in records)
        {
            if (crmId.Length == 0)
            {
                invitations[dealOfEngagement[engagement]]++;
            }
        }

        for (int deal = 0; deal < _deals; deal++)
        {
            Compare($"create of {CrmIdOf(deal)}", (SoakOutcome)_creates[deal], deals[deal]);
            Compare($"invitation to {CrmIdOf(deal)}", (SoakOutcome)_invitations[deal], invitations[deal]);
        }
    }

    private void Compare(string what, SoakOutcome outcome, int records)
    {
        bool isAccountedFor = outcome switch
        {
            SoakOutcome.Succeeded => records == 1,
            SoakOutcome.Unknown or SoakOutcome.Cancelled => records <= 1,
            SoakOutcome.Begun => false,
            _ => records == 0,
        };
        if (!isAccountedFor)
        {
            Complain($"{what}: {outcome}, and the service has {records} records");
        }
    }

    private static int NumberOf(string crmId) => crmId.StartsWith(Prefix, StringComparison.Ordinal)
        ? int.Parse(crmId.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)
        : -1;
}
