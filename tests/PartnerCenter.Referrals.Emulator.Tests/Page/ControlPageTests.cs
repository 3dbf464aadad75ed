using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the page at the emulator's root by what a browser receives and posts.</summary>
public sealed partial class ControlPageTests
{
    private const string Hostile = """"><script>alert(1)</script><img src=x onerror=alert(1)>'&"""";

    [Fact]
    public async Task The_page_shows_engagements_requests_faults_and_the_clock_without_script()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject invitation = await client.InvitedAsync();
        client.Emulator.Faults.Next(EmulatedOperation.Create, Fault.Throttle("57"));

        RawResponse page = await client.ShowAsync("/");

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'", page.Headers["Content-Security-Policy"]);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(invitation.Id(), page.Text, StringComparison.Ordinal);
        Assert.Contains("New/Pending", page.Text, StringComparison.Ordinal);
        Assert.Contains("Create: <code>Status(429, &quot;57&quot;)</code>", page.Text, StringComparison.Ordinal);
        Assert.Contains("/v1.0/engagements/referrals", page.Text, StringComparison.Ordinal);
        Assert.Contains(client.Emulator.Endpoint.AbsoluteUri, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_from_outside_becomes_markup()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { OrganizationName = Hostile });
        client.Emulator.AddReferral(new JsonObject
        {
            ["id"] = Hostile + "/" + 1,
            ["engagementId"] = Hostile,
            ["name"] = Hostile,
            ["status"] = "New",
            ["substatus"] = Hostile,
            ["type"] = Hostile,
            ["direction"] = Hostile,
            ["organizationName"] = Hostile,
            ["updatedDateTime"] = Hostile,
            ["customerProfile"] = new JsonObject { ["name"] = Hostile },
            ["target"] = new JsonArray(new JsonObject { ["id"] = "msft" }),
            ["registrations"] = new JsonArray(new JsonObject { ["status"] = Hostile }),
        });
        client.Emulator.AddReferral(new JsonObject { ["status"] = Hostile, ["name"] = new JsonArray(), ["target"] = Hostile });
        await client.GetAsync($"/{Hostile}?a={Hostile}");

        RawResponse page = await client.ShowAsync("/");
        RawResponse refused = await client.SubmitAsync($"/emulator/referrals/{Uri.EscapeDataString(Hostile)}/accept");

        Assert.Equal((200, 404), (page.Status, refused.Status));
        Assert.All([page, refused], answer =>
        {
            Assert.DoesNotContain("<script", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("onerror=alert(1)>", answer.Text, StringComparison.OrdinalIgnoreCase);
        });
        string encoded = WebUtility.HtmlEncode(Hostile).Replace("&#39;", "&#x27;", StringComparison.Ordinal);
        Assert.Contains($"<bdi>{encoded}</bdi>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referral_whose_id_has_markup_and_a_slash_is_accepted_by_its_form()
    {
        await using RawClient client = await RawClient.StartAsync();
        const string Id = Hostile + "/1";
        client.Emulator.AddReferral(new JsonObject
        {
            ["id"] = Id,
            ["status"] = "New",
            ["target"] = new JsonArray(new JsonObject { ["id"] = "msft" }),
        });

        RawResponse page = await client.ShowAsync("/");
        string action = WebUtility.HtmlDecode(FormAction().Matches(page.Text).Select(form => form.Groups[1].Value).First(
            address => address.EndsWith("/accept", StringComparison.Ordinal)));
        RawResponse accepted = await client.SubmitAsync(action);

        Assert.Equal((303, "/#referrals"), (accepted.Status, accepted.Headers["Location"]));
        Assert.Equal("Active/Accepted", client.Emulator.GetReferral(Id).State());
    }

    [Fact]
    public async Task Every_form_of_the_page_is_answered_with_a_redirect_to_it()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        string id = (await client.InvitedAsync()).Id();
        RawResponse start = await client.SubmitAsync(
            $"/{client.Emulator.TenantId}/oauth2/v2.0/devicecode", ("client_id", client.Emulator.ClientId), ("scope", EntraRequests.Scope));

        RawResponse[] answers =
        [
            await client.SubmitAsync($"/emulator/referrals/{id}/decline", ("reason", "")),
            await client.SubmitAsync("/emulator/device-codes/approve", ("userCode", start.Json["user_code"]!.GetValue<string>())),
            await client.SubmitAsync("/emulator/faults", ("operation", "Get"), ("fault", "Status(503)"), ("count", "1")),
            await client.SubmitAsync("/emulator/faults/clear"),
            await client.SubmitAsync("/emulator/clock", ("days", "15"), ("hours", "0")),
            await client.SubmitAsync("/emulator/requests/clear"),
        ];

        Assert.All(answers, answer => Assert.Equal(303, answer.Status));
        Assert.Equal(
            ["/#referrals", "/#device-codes", "/#faults", "/#faults", "/#clock", "/#requests"],
            answers.Select(answer => answer.Headers["Location"]));
        Assert.Null(client.Emulator.GetReferral(id)["statusReason"]);
    }

    [Fact]
    public async Task A_form_that_is_refused_shows_the_page_with_the_reason()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SubmitAsync("/emulator/clock", ("days", "0"), ("hours", ""));

        Assert.Equal((400, "text/html; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Contains("role=\"alert\">The clock can only be moved forward.<", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_shows_fifty_engagements_and_a_link_to_older_ones()
    {
        await using RawClient client = await RawClient.StartAsync();
        for (int number = 0; number < 60; number++)
        {
            client.Emulator.AddReferral(new JsonObject { ["id"] = $"id-{number}" });
        }

        RawResponse latest = await client.ShowAsync("/");
        RawResponse older = await client.ShowAsync("/?skip=50");

        Assert.Equal(50, latest.Text.Split("<article>").Length - 1);
        Assert.Contains("<a href=\"/?skip=50\">", latest.Text, StringComparison.Ordinal);
        Assert.Equal(10, older.Text.Split("<article>").Length - 1);
        Assert.DoesNotContain("skip=", older.Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\">")]
    private static partial Regex FormAction();
}
