using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Whose Azure subscription a registered solution mainly runs on.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/connectors/partnercenterref/">Partner Center Referrals connector</see>
/// lists the values, under <c>primaryDeploymentOn</c>.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<DeploymentOwner>))]
public sealed class DeploymentOwner(string value) : ExtensibleEnum<DeploymentOwner>(value), IExtensibleEnum<DeploymentOwner>
{
    /// <summary>The customer's subscription.</summary>
    public static DeploymentOwner Customer { get; } = new("Customer");
    /// <summary>The partner's subscription.</summary>
    public static DeploymentOwner Partner { get; } = new("Partner");

    static DeploymentOwner IExtensibleEnum<DeploymentOwner>.Create(string value) => new(value);

    static DeploymentOwner[] IExtensibleEnum<DeploymentOwner>.Members => [Customer, Partner];
}
