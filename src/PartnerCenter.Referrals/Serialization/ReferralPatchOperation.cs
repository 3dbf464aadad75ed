using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one operation of a <see cref="ReferralPatch"/>, as it is sent in the JSON Patch document.</summary>
/// <remarks>
/// Instances are immutable. Two operations are equal if they have the same <see cref="Op"/> and <see cref="Path"/>, and values with the
/// same JSON content. Microsoft describes the document on the page
/// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
/// </remarks>
public sealed record ReferralPatchOperation
{
    /// <summary>
    /// Gets the kind of operation: <c>replace</c>, or <c>add</c> for an operation that appends to a list. A call that is given the referral
    /// sends <c>add</c> also for a member that the referral does not have.
    /// </summary>
    [JsonPropertyName("op")]
    public required string Op { get; init; }

    /// <summary>Gets the JSON Pointer to the member, such as <c>/details/dealValue</c>.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>Gets the value that is sent. JSON null clears the member. The value may contain personal data.</summary>
    [JsonPropertyName("value")]
    public required JsonElement Value { get; init; }

    /// <summary>Returns whether two operations have the same kind, the same path and values with the same JSON content.</summary>
    /// <param name="other">The other operation, or null.</param>
    public bool Equals(ReferralPatchOperation? other) =>
        other is not null && Op == other.Op && Path == other.Path && JsonEquality.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Op, Path);

    /// <summary>Returns the kind and the path of the operation, never its value.</summary>
    public override string ToString() => $"{Op} {Path}";
}
