using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests which events a change raises (wire contract 9.2), and what they look like (9.3).</summary>
public sealed class WebhookEventTests
{
    private static readonly DateTimeOffset SampleDate =
        new DateTimeOffset(2017, 11, 16, 16, 19, 6, TimeSpan.Zero).AddTicks(3520276);

    [Fact]
    public async Task An_event_of_a_referral_is_compact_and_in_the_documented_order()
    {
        await using WebhookSetup setup = await StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = new FakeTimeProvider(SampleDate) });

        setup.Add("11111111-2222-3333-4444-555555555555");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());

        Assert.Equal(
            """{"EventName":"referral-created","ResourceUri":"https://api.partnercenter.microsoft.com/engagements/v1/referrals/"""
            + """11111111-2222-3333-4444-555555555555","ResourceName":"referral","AuditUri":null"""
            + ""","ResourceChangeUtcDate":"2017-11-16T16:19:06.3520276+00:00"}""",
            received.Text);
        Assert.Equal(("POST", "/webhooks/referrals"), (received.Method, received.Path));
        Assert.Equal("application/json; charset=utf-8", received.Headers["Content-Type"]);
        Assert.Equal($"{received.Body.Length}", received.Headers["Content-Length"]);
        Assert.Equal("rsa-sha256", received.Headers["X-MS-Signature-Algorithm"]);
    }

    [Fact]
    public async Task A_test_event_is_as_long_as_the_documented_sample_but_for_its_address()
    {
        await using WebhookSetup setup = await StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = new FakeTimeProvider(SampleDate) });

        string id = (await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents")).Json["correlationId"]!.GetValue<string>();
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());

        string address = $"http://api.partnercenter.microsoft.com/webhooks/v1/registration/validationEvents/{id}";
        Assert.Equal(
            $$"""{"EventName":"test-created","ResourceUri":"{{address}}","ResourceName":"test","AuditUri":null"""
            + ""","ResourceChangeUtcDate":"2017-11-16T16:19:06.3520276+00:00"}""",
            received.Text);
        Assert.Equal(195, received.Body.Length - address.Length + "http://localhost:16722/v1/webhooks/registration/test".Length);
    }

    [Fact]
    public async Task Each_kind_of_change_raises_its_events_in_order()
    {
        await using WebhookSetup setup = await StartAsync();
        RawClient client = setup.Client;

        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        await client.PatchedAsync(deal.Id(), """[ { "op": "replace", "path": "/details/dealValue", "value": "2000" } ]""");
        JsonObject invitation = await client.CreatedAsync(
            ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
        client.Emulator.AcceptAsMicrosoft(invitation.Id());
        JsonObject current = client.Emulator.GetReferral(deal.Id());
        Assert.Equal(200, (await client.PutAsync(current.Changed("name", "Renamed"))).Status);
        JsonObject lead = client.Emulator.AddLead();

        string[] expected =
        [
            $"referral-created {deal.Id()}",
            $"referral-updated {deal.Id()}",
            $"referral-created {invitation.Id()}",
            $"related-referral-created {invitation.Id()}",
            $"referral-updated {invitation.Id()}",
            $"related-referral-updated {invitation.Id()}",
            $"referral-updated {deal.Id()}",
            $"related-referral-updated {deal.Id()}",
            $"referral-created {lead.Id()}",
        ];
        Assert.Equal(expected, (await setup.ReceivedAsync()).Select(received => $"{received.Name} {received.Id}"));
        Assert.Equal(expected, setup.Webhooks.Deliveries.Select(delivery => $"{delivery.EventName} {delivery.ReferralId}"));
    }

    [Fact]
    public async Task A_decline_and_a_review_raise_events()
    {
        await using WebhookSetup setup = await StartAsync(null, "referral-updated");
        JsonObject invitation = await setup.Client.InvitedAsync();
        var registered = new JsonObject
        {
            ["registrations"] = new JsonArray(new JsonObject { ["status"] = "ReviewPending" }),
        };
        string reviewed = setup.Client.Emulator.AddReferral(registered).Id();

        setup.Client.Emulator.DeclineAsMicrosoft(invitation.Id());
        setup.Client.Emulator.ReviewRegistration(reviewed, RegistrationReview.Approved);

        Assert.Equal([invitation.Id(), reviewed], (await setup.ReceivedAsync()).Select(received => received.Id));
    }

    [Fact]
    public async Task An_invitation_that_expires_raises_an_event_with_the_date_of_its_expiration()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock }, "referral-updated");
        JsonObject invitation = await setup.Client.InvitedAsync();

        clock.Advance(TimeSpan.FromDays(20));
        setup.Client.Emulator.GetReferrals();

        ReceivedEvent expired = Assert.Single(await setup.ReceivedAsync());
        Assert.Equal(invitation.Id(), expired.Id);
        Assert.Equal("2030-01-15T00:00:00.0000000+00:00", expired.Json["ResourceChangeUtcDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_read_refused_seeded_or_not_subscribed_raises_no_event()
    {
        await using WebhookSetup setup = await StartAsync(null, "referral-created", "RELATED-REFERRAL-UPDATED");
        setup.Client.Emulator.Seed(20, 1);
        string id = setup.Add("one");

        await setup.Client.ListAsync();
        Assert.Equal(400, (await setup.Client.PatchAsync(id, """[ { "op": "replace", "path": "/id", "value": "two" } ]""")).Status);
        JsonObject invitation = await setup.Client.InvitedAsync();
        setup.Client.Emulator.AcceptAsMicrosoft(invitation.Id());

        Assert.Equal(
            ["referral-created", "referral-created", "referral-created", "related-referral-updated"],
            (await setup.ReceivedAsync()).Select(received => received.Name));
    }

    [Fact]
    public async Task An_odd_id_is_escaped_in_the_address()
    {
        await using WebhookSetup setup = await StartAsync();

        setup.Add("a/b \"ü");

        Assert.Equal("a/b \"ü", Uri.UnescapeDataString(Assert.Single(await setup.ReceivedAsync()).Id));
        Assert.Equal("a/b \"ü", setup.Webhooks.Deliveries[0].ReferralId);
    }
}
