using PartnerCenter.Referrals;

namespace WebhookReceiver;

/// <summary>Registers the receiver and proves that events arrive.</summary>
internal static class Registration
{
    public static async Task RegisterAsync(ReferralWebhookRegistrations registrations, Uri url, CancellationToken cancellationToken)
    {
        // Reads first: it never takes the events from another address unless it is asked to.
        await registrations.RegisterAsync(
            new ReferralWebhookRegistration
            {
                WebhookUrl = url,
                WebhookEvents =
                [
                    ReferralWebhookEventName.ReferralCreated, ReferralWebhookEventName.ReferralUpdated,
                    ReferralWebhookEventName.RelatedReferralCreated, ReferralWebhookEventName.RelatedReferralUpdated,
                    ReferralWebhookEventName.TestCreated,
                ],
            },
            cancellationToken: cancellationToken);
        Console.WriteLine($"Registered {url.GetLeftPart(UriPartial.Path)}");
        Console.WriteLine();
        Console.WriteLine("Events");

        string test = await registrations.SendTestEventAsync(cancellationToken: cancellationToken);
        ReferralWebhookTestResult result = await registrations.WaitForTestResultAsync(test, cancellationToken: cancellationToken);
        Console.WriteLine($"  (the test event was answered with {string.Join(", ", result.Results.Select(one => one.ResponseCode))})");
    }
}
