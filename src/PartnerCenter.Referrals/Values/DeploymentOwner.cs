using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies whose Azure subscription a registered solution mainly runs on.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// values under <c>primaryDeploymentOn</c>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<DeploymentOwner>))]
public sealed class DeploymentOwner(string value) : ExtensibleEnum<DeploymentOwner>(value), IExtensibleEnum<DeploymentOwner>
{
    /// <summary>Specifies the customer's subscription.</summary>
    public static DeploymentOwner Customer { get; } = new("Customer");
    /// <summary>Specifies the partner's subscription.</summary>
    public static DeploymentOwner Partner { get; } = new("Partner");

    static DeploymentOwner IExtensibleEnum<DeploymentOwner>.Create(string value) => new(value);

    static DeploymentOwner[] IExtensibleEnum<DeploymentOwner>.Members => [Customer, Partner];
}
