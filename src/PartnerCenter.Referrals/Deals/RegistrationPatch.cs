namespace PartnerCenter.Referrals;

/// <summary>
/// Represents changes to a deal's first registration and the first solution of it, at the twelve paths that Microsoft's connector supports.
/// </summary>
/// <remarks>
/// The operations are sent as one document that the service applies as a whole or not at all. Null clears a value that may be null. The
/// currency of the contract and the id of the solution cannot be changed. A call sends the operations that the patch holds when the call is
/// made. It does not change the patch, so you can send the patch several times. Adding operations is not thread-safe; several threads may
/// send a patch that none of them changes. The paths are those of Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Power Platform connector</see>.
/// </remarks>
public sealed class RegistrationPatch
{
    // wire contract 1.7
    private const string Contract = "/registrations/0/contract/";
    private const string Solution = "/registrations/0/solutionDetails/0/";
    private const string Marketplace = Solution + "marketplaceTransactionDetails/";

    private readonly ReferralPatch _patch = new();

    /// <summary>Creates a patch without operations. A call refuses it until at least one is added.</summary>
    public RegistrationPatch()
    {
    }

    /// <summary>Gets the operations in the order in which they are sent. The list grows as you add operations.</summary>
    public IReadOnlyList<ReferralPatchOperation> Operations => _patch.Operations;

    /// <summary>Sets the time at which the contract starts.</summary>
    /// <param name="value">The time. It is sent in UTC.</param>
    public RegistrationPatch ContractStartDateTime(DateTimeOffset? value) => Replace(Contract + "startDateTime", value);

    /// <summary>Sets the time at which the contract ends.</summary>
    /// <param name="value">The time. It is sent in UTC.</param>
    public RegistrationPatch ContractEndDateTime(DateTimeOffset? value) => Replace(Contract + "endDateTime", value);

    /// <summary>Sets the time at which the contract was signed.</summary>
    /// <param name="value">The time. It is sent in UTC.</param>
    public RegistrationPatch ContractSignDateTime(DateTimeOffset? value) => Replace(Contract + "signDateTime", value);

    /// <summary>Sets the term of the contract, which says whether it has an end.</summary>
    /// <param name="value">The term.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch ContractTerm(ContractTerm value) => ReplaceNamed(Contract + "term", value);

    /// <summary>Sets the value of the contract.</summary>
    /// <param name="value">The value, in the contract's currency.</param>
    public RegistrationPatch ContractValue(decimal? value) => Replace(Contract + "value", value);

    /// <summary>Sets the part of the value that belongs to the solution.</summary>
    /// <param name="value">The value, in the solution's currency.</param>
    public RegistrationPatch SolutionValue(decimal? value) => Replace(Solution + "value", value);

    /// <summary>
    /// Sets the currency of the solution's value. The service never returns it, so if the response is lost, the outcome stays unknown.
    /// </summary>
    /// <param name="value">An ISO 4217 code, such as <c>USD</c>.</param>
    public RegistrationPatch SolutionCurrency(string? value) => Replace(Solution + "currency", value);

    /// <summary>Sets whether the solution runs on Azure.</summary>
    /// <param name="value">True if the solution runs on Azure.</param>
    public RegistrationPatch IsDeployedOnAzure(bool value) => Replace<bool?>(Solution + "isDeployedOnAzure", value);

    /// <summary>Sets in whose subscription the solution mainly runs.</summary>
    /// <param name="value">The customer or the partner.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch PrimaryDeploymentOn(DeploymentOwner value) => ReplaceNamed(Solution + "primaryDeploymentOn", value);

    /// <summary>Sets how the solution is paid for.</summary>
    /// <param name="value">The pricing model.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch PricingModel(PricingModel value) => ReplaceNamed(Solution + "pricingModel", value);

    /// <summary>Sets whether the solution was sold through the marketplace.</summary>
    /// <param name="value">True if the solution was sold through the marketplace.</param>
    public RegistrationPatch IsMarketplaceTransacted(bool value) => Replace<bool?>(Marketplace + "isMarketplaceTransacted", value);

    /// <summary>Sets the time at which the solution was sold through the marketplace.</summary>
    /// <param name="value">The time. It is sent in UTC.</param>
    public RegistrationPatch MarketplaceTransactionDateTime(DateTimeOffset? value) =>
        Replace(Marketplace + "marketplaceTransactionDateTime", value);

    /// <summary>Returns the operations and their paths, never their values.</summary>
    public override string ToString() => $"{nameof(RegistrationPatch)} ({string.Join(", ", _patch.Operations)})";

    internal ReferralPatch AsReferralPatch() => _patch;

    private RegistrationPatch ReplaceNamed<T>(string path, T value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T>
    {
        _patch.ReplaceNamed(path, value);
        return this;
    }

    private RegistrationPatch Replace<T>(string path, T value)
    {
        _patch.Replace(path, value);
        return this;
    }
}
