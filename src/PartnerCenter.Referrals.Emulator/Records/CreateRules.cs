using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What the service is known to refuse in a create, beyond members that are missing or malformed. Rules known only from the user
/// interface (deal name, team, value …) are not here: nobody has seen the API enforce them.
/// </summary>
internal static class CreateRules
{
    private static readonly IReadOnlyList<Rule> All =
    [
        // Wire contract 7.5 and 3.11: "solution id required".
        new("details/requirements/solutions", "At least one solution is required, and every solution needs an id.",
            deal => deal.Solutions.Count == 0 || deal.Solutions.Any(solution => IsBlank(solution?["id"]))),

        // 7.5 and 10 #11
        new("customerProfile/address/country", "The country must be a two-letter ISO code.",
            deal => deal.Country is not { Length: 2 } country || !country.All(char.IsAsciiLetter)),

        // 7.5 and 3.11. That an invitation of Microsoft asks for help whatever its code says is inferred from 5.1.
        new("customerProfile/team", "A customer contact with first and last name, phone number and email is required to request help.",
            deal => (deal.Participant == Participant.Microsoft || deal.AsksForHelp) && !deal.CustomerTeam.Any(IsFullContact)),

        // 3.11: consent to share contacts. Known from the bulk file; that it binds connected referrals only is inferred.
        new("consent/consentToToShareInfoWithOthers", "Consent to share the customer's contacts is required to invite a participant.",
            deal => deal.Participant != Participant.Self && !deal.HasConsent("consentToToShareInfoWithOthers")),

        // 5.1: a co-sell deal is visible to Microsoft's sellers.
        new("consent/consentToShareReferralWithMicrosoftSellers", "Consent to share with sellers is required to invite Microsoft.",
            deal => deal.Participant == Participant.Microsoft && !deal.HasConsent("consentToShareReferralWithMicrosoftSellers")),

        // 5.1 and 5.3
        new("type", "A connected referral must be Shared.",
            deal => deal.Participant != Participant.Self && deal.Type != "Shared"),
    ];

    /// <exception cref="ServiceFault">A rule is broken; the first one is named.</exception>
    public static void Check(JsonObject record, Participant participant)
    {
        var deal = new Deal(record, participant);
        if (All.FirstOrDefault(rule => rule.IsBroken(deal)) is { } broken)
        {
            throw ServiceFault.InvalidRequest(broken.Message, broken.Target);
        }
    }

    private static bool IsFullContact(JsonNode? member) =>
        !IsBlank(member?["firstName"]) && !IsBlank(member?["lastName"]) && !IsBlank(member?["phoneNumber"]) && !IsBlank(member?["email"]);

    private static bool IsBlank(JsonNode? text) => string.IsNullOrWhiteSpace(text?.GetValue<string>());

    private sealed record Rule(string Target, string Message, Func<Deal, bool> IsBroken);

    /// <summary>The parts of a normalized record that the rules look at.</summary>
    private sealed record Deal(JsonObject Record, Participant Participant)
    {
        public string? Type => Record["type"]?.GetValue<string>();

        public string? Country => Record["customerProfile"]!["address"]!["country"]?.GetValue<string>();

        public JsonArray CustomerTeam => Record["customerProfile"]!["team"]!.AsArray();

        public JsonArray Solutions => Record["details"]!["requirements"]!["solutions"]!.AsArray();

        // 4.7: `Unknown` means that no help is asked (inferred).
        public bool AsksForHelp => Record["inviteContext"]!["assistanceRequestCode"]!.GetValue<string>() != "Unknown";

        public bool HasConsent(string flag) => Record["consent"]![flag]!.GetValue<bool>();
    }
}
