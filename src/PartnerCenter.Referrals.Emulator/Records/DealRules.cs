using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Checks what the service is known to refuse, apart from missing or malformed members. Rules that are known only from the user
/// interface (deal name, team, value …) are not included, because nobody has seen the API enforce them. <see cref="EngagementRules"/>
/// checks what the engagement requires of an invitation.
/// </summary>
internal static class DealRules
{
    private const string SellerConsent = "consent/consentToShareReferralWithMicrosoftSellers";

    private static readonly IReadOnlyList<Rule> All =
    [
        // Wire contract 7.5 and 3.11: "solution id required".
        new("details/requirements/solutions", "At least one solution is required, and every solution needs an id.",
            deal => deal.Solutions.Count == 0 || deal.Solutions.Any(solution => IsBlank(solution.TextAt("id")))),

        // 7.5 and 10 #11
        new("customerProfile/address/country", "The country must be a two-letter ISO code.",
            deal => deal.Country is not { Length: 2 } country || !country.All(char.IsAsciiLetter)),

        // Wire contract 7.5 and 3.11. That an invitation to Microsoft requests help, whatever its code, is inferred from 5.1.
        new("customerProfile/team", "A customer contact with first and last name, phone number and email is required to request help.",
            deal => (deal.Participant == Participant.Microsoft || deal.RequestsHelp) && !deal.CustomerTeam.Any(IsFullContact)),

        // wire contract 3.11: consent to share contacts. The rule is known from the bulk file. That it applies only to connected referrals
        // is inferred.
        new("consent/consentToToShareInfoWithOthers", "Consent to share the customer's contacts is required to invite a participant.",
            deal => deal.Participant != Participant.Self && !deal.HasConsent("consent/consentToToShareInfoWithOthers")),

        // Wire contract 5.1: a co-sell deal is visible to Microsoft's sellers. The samples of 2019 have no such flag (5.3).
        new(SellerConsent, "Consent to share with Microsoft's sellers is required to invite Microsoft.",
            deal => deal.Participant == Participant.Microsoft && !deal.HasConsent(SellerConsent)),

        // 5.1 and 5.3
        new("type", "A connected referral must be Shared.",
            deal => deal.Participant != Participant.Self && deal.Type != "Shared"),
    ];

    /// <exception cref="ApiException">A rule is broken. The refusal names the first one.</exception>
    public static void Check(JsonObject record, Participant participant, bool requireSellerConsent)
    {
        var deal = new Deal(record, participant);
        ThrowIfBroken(All.FirstOrDefault(rule => (requireSellerConsent || rule.Target != SellerConsent) && rule.IsBroken(deal)));
    }

    /// <summary>
    /// Refuses an update that breaks a rule which the stored record satisfies. A record that came without a solution, such as a lead, does
    /// not need one to be accepted: nobody has seen the API require it.
    /// </summary>
    /// <exception cref="ApiException">A rule is broken. The refusal names the first one.</exception>
    public static void CheckUpdate(JsonObject stored, JsonObject changed)
    {
        var before = new Deal(stored, NewReferral.ParticipantOf(stored));
        var after = new Deal(changed, NewReferral.ParticipantOf(changed));

        // Not documented. Inferred, because the rest of the record (organization, direction, status) would not change with it.
        if (before.Participant != after.Participant)
        {
            throw ApiException.InvalidRequest("A referral cannot be transferred to another organization.", "target");
        }

        // 3.5
        if (before.HasConsent(SellerConsent) && !after.HasConsent(SellerConsent))
        {
            throw ApiException.InvalidRequest("Consent to share with Microsoft's sellers cannot be withdrawn.", SellerConsent);
        }

        ThrowIfBroken(All.FirstOrDefault(rule => rule.IsBroken(after) && !rule.IsBroken(before)));
    }

    private static void ThrowIfBroken(Rule? broken)
    {
        if (broken is not null)
        {
            throw ApiException.InvalidRequest(broken.Message, broken.Target);
        }
    }

    private static bool IsFullContact(JsonNode? member) => !IsBlank(member.TextAt("firstName")) && !IsBlank(member.TextAt("lastName"))
        && !IsBlank(member.TextAt("phoneNumber")) && !IsBlank(member.TextAt("email"));

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    private sealed record Rule(string Target, string Message, Func<Deal, bool> IsBroken);

    /// <summary>Provides the parts of a record that the rules check.</summary>
    private sealed record Deal(JsonObject Record, Participant Participant)
    {
        public string? Type => Record.TextAt("type");

        public string? Country => Record.TextAt("customerProfile/address/country");

        public IReadOnlyList<JsonNode?> CustomerTeam => Record.ItemsAt("customerProfile/team");

        public IReadOnlyList<JsonNode?> Solutions => Record.ItemsAt("details/requirements/solutions");

        // 4.7: `Unknown` means that no help is requested (inferred).
        public bool RequestsHelp => (Record.TextAt("inviteContext/assistanceRequestCode") ?? "Unknown") != "Unknown";

        public bool HasConsent(string flag) => Record.IsTrueAt(flag);
    }
}
