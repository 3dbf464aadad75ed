namespace PartnerCenter.Referrals.Emulator;

/// <summary>Tries up to ten times to deliver an event (wire contract 9.5), each time with the fault that is planned next.</summary>
internal sealed class EventSender(
    EventSigner signer, DeliveryClient client, PlannedWebhookFaults faults, EmulatedWebhookOptions options, TimeProvider clock)
{
    private const int MaxAttempts = 10;

    /// <summary>Returns how the delivery ended, or that it waits for the end of the next one.</summary>
    /// <exception cref="OperationCanceledException">The emulator is stopping.</exception>
    public async Task<WebhookDeliveryState> DeliverAsync(PendingDelivery delivery, CancellationToken stopping)
    {
        while (delivery.AttemptCount < MaxAttempts)
        {
            if (delivery.AttemptCount > 0)
            {
                TimeSpan delay = options.RetryDelays[Math.Min(delivery.AttemptCount, options.RetryDelays.Count) - 1];
                await Task.Delay(delay, clock, stopping).ConfigureAwait(false);
            }

            WebhookFault? fault = faults.Take();
            if (fault == WebhookFault.OutOfOrder)
            {
                return WebhookDeliveryState.Waiting;
            }

            if (await TryAsync(delivery, fault, stopping).ConfigureAwait(false))
            {
                if (fault == WebhookFault.Duplicate)
                {
                    await TryAsync(delivery, fault, stopping).ConfigureAwait(false);
                }

                return WebhookDeliveryState.Delivered;
            }
        }

        return WebhookDeliveryState.Parked;
    }

    /// <summary>Returns whether the receiver has accepted the event and its response has arrived.</summary>
    private async Task<bool> TryAsync(PendingDelivery delivery, WebhookFault? fault, CancellationToken stopping)
    {
        SignedEvent signed = fault is { } wrong && EventSigner.IsFaultOfSignature(wrong)
            ? signer.Sign(delivery.Body, delivery.InMsSignature, wrong)
            : delivery.Signed ??= signer.Sign(delivery.Body, delivery.InMsSignature, fault: null);
        DateTimeOffset sentAt = clock.GetUtcNow();
        (int? statusCode, string? error) = fault == WebhookFault.NotSent
            ? (null, "Nothing was sent.")
            : await client.SendAsync(delivery.Url, signed, stopping).ConfigureAwait(false);
        if (fault == WebhookFault.ResponseLost)
        {
            (statusCode, error) = (null, "The response was lost.");
        }

        delivery.Add(new WebhookAttempt
        {
            StatusCode = statusCode,
            Error = error,
            Fault = fault,
            SentAt = sentAt,
            Body = signed.Body,
            Headers = signed.Headers,
        });
        return statusCode is >= 200 and < 300;
    }
}
