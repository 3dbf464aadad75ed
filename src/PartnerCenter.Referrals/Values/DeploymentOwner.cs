using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whose Azure subscription a registered solution mainly runs on; the JSON name is <c>primaryDeploymentOn</c>. An open set: a value
/// this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Known from Microsoft's Power Platform connector for this API.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<DeploymentOwner>))]
public readonly record struct DeploymentOwner : IOpenValue<DeploymentOwner>
{
    private static readonly OpenValueSet Set = new(Names.Customer, Names.Partner);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DeploymentOwner(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The customer's.</summary>
    public static DeploymentOwner Customer { get; } = new(Names.Customer);

    /// <summary>The partner's.</summary>
    public static DeploymentOwner Partner { get; } = new(Names.Partner);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<DeploymentOwner>.Known => Set;

    static DeploymentOwner IOpenValue<DeploymentOwner>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(DeploymentOwner other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="DeploymentOwner.Customer"/>.</summary>
        public const string Customer = "Customer";
        /// <summary>Wire name of <see cref="DeploymentOwner.Partner"/>.</summary>
        public const string Partner = "Partner";
    }
}
