using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One operation of a <see cref="ReferralPatch"/>, as it is sent in the JSON Patch document.</summary>
/// <remarks>
/// Immutable. Two operations are equal when they have the same <see cref="Op"/> and <see cref="Path"/>, and values with the same JSON
/// content.
/// </remarks>
public sealed record ReferralPatchOperation
{
    /// <summary>The kind of operation: <c>replace</c>, or <c>add</c> for an operation that appends to a list.</summary>
    [JsonPropertyName("op")]
    public required string Op { get; init; }

    /// <summary>The JSON pointer to the member, such as <c>/details/dealValue</c>.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>The value that is sent; JSON null clears the member. It may contain personal data.</summary>
    [JsonPropertyName("value")]
    public required JsonElement Value { get; init; }

    /// <summary>Compares operation, path and the content of the value.</summary>
    /// <param name="other">The other operation.</param>
    public bool Equals(ReferralPatchOperation? other) =>
        other is not null && Op == other.Op && Path == other.Path && JsonEquality.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Op, Path);

    /// <summary>Returns operation and path, never the value.</summary>
    public override string ToString() => $"{Op} {Path}";
}
