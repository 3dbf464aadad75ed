using PartnerCenter.Referrals;

/// <summary>Prints each event, and what it reads of its referral.</summary>
internal sealed class EventPrinter : IReferralWebhookHandler
{
    /// <summary>Gets a task that ends with the first event of a change.</summary>
    public static TaskCompletionSource Updated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
    {
        if (context.Event.IsTest)
        {
            Console.WriteLine(context.Event.Name);
            return;
        }

        Referral referral = await context.GetReferralAsync(cancellationToken);
        Console.WriteLine($"{context.Event.Name} {referral.ExternalReferenceId}");
        Updated.TrySetResult();
    }
}
