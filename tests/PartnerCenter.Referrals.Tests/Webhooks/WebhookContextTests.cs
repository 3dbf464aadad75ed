namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests how a handler reads the referral of an event.</summary>
public sealed class WebhookContextTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_read_asks_for_the_id_of_the_event()
    {
        List<(string, CancellationToken)> reads = [];
        Referral referral = new();
        ReferralWebhookContext context = new(Event("referral-created", "an-id"), (id, token) =>
        {
            reads.Add((id, token));
            return Task.FromResult(referral);
        });

        Assert.Same(referral, await context.GetReferralAsync(Cancellation));
        Assert.Same(referral, await context.GetReferralAsync(Cancellation));
        Assert.Equal([("an-id", Cancellation), ("an-id", Cancellation)], reads);
    }

    [Theory]
    [InlineData("test-created", "an-id")]
    [InlineData("test-created", null)]
    [InlineData("subscription-updated", null)]
    public async Task An_event_that_is_about_no_referral_has_none_to_read(string name, string? id)
    {
        ReferralWebhookContext context = new(Event(name, id), (_, _) => Task.FromResult(new Referral()));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await context.GetReferralAsync(Cancellation));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>(
            "webhookEvent", () => new ReferralWebhookContext(null!, (_, _) => Task.FromResult(new Referral())));
        Assert.Throws<ArgumentNullException>("read", () => new ReferralWebhookContext(Event("test-created", null), null!));
    }

    private static ReferralWebhookEvent Event(string name, string? id) => new()
    {
        Name = ReferralWebhookEventName.Parse(name),
        ReferralId = id,
        ResourceName = "referral",
        ChangedDateTime = DateTimeOffset.UnixEpoch,
    };
}
