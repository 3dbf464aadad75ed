using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Writes an engagement with its referrals, and the forms that act on them as Microsoft.</summary>
internal static class EngagementCard
{
    public static Html Render(IReadOnlyList<JsonObject> referrals) => $"""
        <article><h3>Engagement <code>{referrals[0].TextAt("engagementId")}</code></h3>
        <table><thead><tr><th>Referral</th><th>Customer</th><th>Of</th><th>Status</th><th>Updated</th></tr></thead>
        <tbody>{referrals.Select(Row)}</tbody></table></article>

        """;

    private static Html Row(JsonObject referral) => $"""
        <tr><td><bdi>{referral.TextAt("name")}</bdi><br><code>{referral.TextAt("id")}</code></td>
        <td><bdi>{referral.TextAt("customerProfile/name")}</bdi></td>
        <td><bdi>{referral.TextAt("organizationName")}</bdi><br><small>{referral.TextAt("direction")} {referral.TextAt("type")}</small></td>
        <td><span class="status {StyleOf(referral)}">{referral.TextAt("status")}/{referral.TextAt("substatus")}</span>
        {Registration(referral)}</td>
        <td>{Updated(referral)}</td></tr>
        {Answer(referral)}{Review(referral)}
        """;

    private static Html Updated(JsonObject referral) =>
        referral.DateAt("updatedDateTime") is { } time ? PageTime.Of(time) : $"""{referral.TextAt("updatedDateTime")}""";

    private static string StyleOf(JsonObject referral) => referral.TextAt("status") switch
    {
        "New" => "new",
        "Active" => "active",
        _ => "ended",
    };

    private static Html Registration(JsonObject referral) => RegistrationOf(referral) is { } status
        ? $"""<br><small>Registration: {status}</small>"""
        : Html.Nothing;

    private static Html Answer(JsonObject referral)
    {
        bool waits = referral.TextAt("status") == "New" && referral.ItemsAt("target").Any(target =>
            NewReferral.MicrosoftId.Equals(target.TextAt("id"), StringComparison.OrdinalIgnoreCase));
        return !waits ? Html.Nothing : $"""
            <tr class="act"><td colspan="5">Microsoft's answer:
            <form method="post" action="{AddressOf(referral)}/accept"><button>Accept</button></form>
            <form method="post" action="{AddressOf(referral)}/decline"><label>or, because of
            <input name="reason" placeholder="reason" autocomplete="off"></label><button class="quiet">Decline</button></form></td></tr>

            """;
    }

    private static Html Review(JsonObject referral)
    {
        IEnumerable<Html> outcomes = Enum.GetNames<RegistrationReview>().Reverse().Select(name => (Html)$"""<option>{name}</option>""");
        return RegistrationOf(referral) is not ("ReviewPending" or nameof(RegistrationReview.ActionRequired)) ? Html.Nothing : $"""
            <tr class="act"><td colspan="5">Review of the registration:
            <form method="post" action="{AddressOf(referral)}/review">
            <label>the outcome is <select name="status">{outcomes}</select></label>
            <label>because of <input name="reason" placeholder="reason" autocomplete="off"></label><button>Review</button></form></td></tr>

            """;
    }

    private static string? RegistrationOf(JsonObject referral) =>
        referral.ItemsAt("registrations") is [var first, ..] ? first.TextAt("status") : null;

    private static string AddressOf(JsonObject referral) => $"/emulator/referrals/{Uri.EscapeDataString(referral.TextAt("id") ?? "")}";
}
