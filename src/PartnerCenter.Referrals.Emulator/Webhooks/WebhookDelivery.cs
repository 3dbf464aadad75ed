using System.Diagnostics;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents the delivery of one event to one address, as it was when it was read. It is immutable and safe for use by several threads.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WebhookDelivery
{
    internal WebhookDelivery()
    {
    }

    /// <summary>Gets the event's name, for example <c>referral-updated</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>Gets the id of the referral that was created or changed, or null for a test event.</summary>
    public required string? ReferralId { get; init; }

    /// <summary>Gets the address that was registered when the event was raised.</summary>
    public required Uri Url { get; init; }

    /// <summary>Gets whether the event waits, was delivered or is parked.</summary>
    public required WebhookDeliveryState State { get; init; }

    /// <summary>Gets the bytes of the event as they are signed.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the tries so far, in their order. There are at most ten, and one more for each planned duplicate.</summary>
    public required IReadOnlyList<WebhookAttempt> Attempts { get; init; }

    /// <summary>Returns the event's name, state and number of tries, for example <c>referral-updated Delivered after 1</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{EventName} {State} after {Attempts.Count}";
}
