using PartnerCenter.Referrals;

namespace WebhookReceiver;

/// <summary>Prints each event, and the state of its referral as it is read from the service.</summary>
internal sealed class EventPrinter : IReferralWebhookHandler
{
    public async Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
    {
        // An event has no data of the referral, and may come late or twice: always read.
        string state = "";
        if (context.Event is { IsTest: false, ReferralId: not null })
        {
            Referral referral = await context.GetReferralAsync(cancellationToken);
            state = $"{referral.Id}  {referral.Status}/{referral.Substatus}";
        }

        Console.WriteLine($"  {context.Event.Name,-24}  {state}".TrimEnd());
    }
}
