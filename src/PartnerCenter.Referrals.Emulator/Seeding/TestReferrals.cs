using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Creates single referrals for tests: complete, valid and fictitious, with every member that the service returns, ids and an eTag
/// included. Each call creates another referral with ids of its own, and you change what your test is about.
/// </summary>
/// <remarks>
/// The emulator does not reference the client, so these are JSON objects. <c>TestReferrals.Deal().Deserialize&lt;Referral&gt;()!</c> with
/// <c>using System.Text.Json;</c> makes the client's record of one, which a test changes using <c>with</c>.
/// <see cref="ReferralsEmulator.AddReferral(JsonObject)"/> stores one in an emulator.
/// </remarks>
public static class TestReferrals
{
    private static readonly TimeSpan AnswerPeriod = TimeSpan.FromDays(14);

    /// <summary>Creates an incoming lead of a customer, New/Pending, which expires 14 days after its creation.</summary>
    /// <param name="createdAt">The time of the creation; null for the current time of the system clock.</param>
    /// <returns>The lead.</returns>
    public static JsonObject Lead(DateTimeOffset? createdAt = null) =>
        Lead(createdAt ?? DateTimeOffset.UtcNow, new ReferralsEmulatorOptions());

    /// <summary>
    /// Creates an outgoing co-sell deal of the partner, Active/Accepted, with a value of 25,000 USD, which closes 90 days after its
    /// creation.
    /// </summary>
    /// <param name="createdAt">The time of the creation; null for the current time of the system clock.</param>
    /// <returns>The deal.</returns>
    public static JsonObject Deal(DateTimeOffset? createdAt = null) =>
        Create(SeedKind.CoSell, createdAt ?? DateTimeOffset.UtcNow, new ReferralsEmulatorOptions());

    /// <summary>
    /// Creates the record of an invitation to Microsoft, New/Pending, which is connected to a deal and expires 14 days after its creation.
    /// </summary>
    /// <param name="deal">
    /// The deal, whose engagement the record joins and whose creation it shares; null for a deal that exists nowhere.
    /// </param>
    /// <returns>The record of Microsoft.</returns>
    public static JsonObject Invitation(JsonObject? deal = null)
    {
        JsonObject invitation = Create(
            SeedKind.Invitation, deal.DateAt("createdDateTime") ?? DateTimeOffset.UtcNow, new ReferralsEmulatorOptions());
        if (deal is not null)
        {
            foreach (string shared in (string[])["engagementId", "name", "customerProfile", "details", "team"])
            {
                invitation[shared] = deal[shared]?.DeepClone();
            }

            invitation["links"]!["relatedReferrals"] = deal.NodeAt("links/relatedReferrals")?.DeepClone();
        }

        return invitation;
    }

    internal static JsonObject Lead(DateTimeOffset createdAt, ReferralsEmulatorOptions options) =>
        Create(SeedKind.CustomerLead, createdAt, options);

    private static JsonObject Create(SeedKind kind, DateTimeOffset created, ReferralsEmulatorOptions options)
    {
        SeedTimeline life = kind.StartsWaiting
            ? new SeedTimeline(ReferralState.Pending, created, created, created + AnswerPeriod, null, null, null)
            : new SeedTimeline(ReferralState.Accepted, created, created, null, created, null, null);
        SeededReferral referral = new()
        {
            Kind = kind,
            Id = Guid.NewGuid(),
            EngagementId = Guid.NewGuid(),
            Tag = Guid.NewGuid(),
            Life = life,
            Company = "Fabrikam",
            Project = "Data platform",
            Place = ("US", "Sampleton", "USD"),
            Value = 25_000,
            Closing = created + TimeSpan.FromDays(90),
            Product = "Azure",
            Industry = "Manufacturing",
            Size = "51to250employees",
            Solution = "SOL-12345-ABC",
            Partner = "",
            Reason = "",
            ExternalId = null,
            IsFavorite = false,
            Contact = new SeededPerson("Ada", "Example", "+1 555 0100", "Fabrikam"),
            Team = [new SeededPerson("Ben", "Sample", "+1 555 0101", options.OrganizationName)],
            Assistance = kind == SeedKind.Invitation ? "ProofOfConceptOrDemo" : "Unknown",
            IsMicrosofts = kind == SeedKind.Invitation,
        };
        return JsonNode.Parse(SeedWriter.Write(referral, options).Span)!.AsObject();
    }
}
