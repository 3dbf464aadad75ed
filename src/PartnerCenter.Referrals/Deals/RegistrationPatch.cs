namespace PartnerCenter.Referrals;

/// <summary>Changes to a deal's first registration and its first solution: the twelve paths that Microsoft's connector knows.</summary>
/// <remarks>
/// They are sent as one document that the service applies as a whole or not at all. Null clears a value where it may be null. The
/// contract's currency and the solution's id cannot be changed. A call sends the operations that the patch holds when the call is made, and
/// does not change the patch: you can send one patch several times. Adding is not thread-safe; several threads may send a patch that none
/// of them changes.
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

    /// <summary>The operations so far, in the order in which they are sent. The list grows with the patch.</summary>
    public IReadOnlyList<ReferralPatchOperation> Operations => _patch.Operations;

    /// <summary>Sets when the contract starts.</summary>
    /// <param name="value">The time; sent in UTC.</param>
    public RegistrationPatch ContractStartDateTime(DateTimeOffset? value) => Replace(Contract + "startDateTime", value);

    /// <summary>Sets when the contract ends.</summary>
    /// <param name="value">The time; sent in UTC.</param>
    public RegistrationPatch ContractEndDateTime(DateTimeOffset? value) => Replace(Contract + "endDateTime", value);

    /// <summary>Sets when the contract was signed.</summary>
    /// <param name="value">The time; sent in UTC.</param>
    public RegistrationPatch ContractSignDateTime(DateTimeOffset? value) => Replace(Contract + "signDateTime", value);

    /// <summary>Sets whether the contract has an end.</summary>
    /// <param name="value">The term.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch ContractTerm(ContractTerm value) => ReplaceNamed(Contract + "term", value);

    /// <summary>Sets the contract's value.</summary>
    /// <param name="value">The value, in the contract's currency.</param>
    public RegistrationPatch ContractValue(decimal? value) => Replace(Contract + "value", value);

    /// <summary>Sets the solution's part of the value.</summary>
    /// <param name="value">The value, in the solution's currency.</param>
    public RegistrationPatch SolutionValue(decimal? value) => Replace(Solution + "value", value);

    /// <summary>
    /// Sets the currency of the solution's value. The service never shows it, so a lost answer to this leaves the outcome unknown.
    /// </summary>
    /// <param name="value">An ISO 4217 code, such as <c>USD</c>.</param>
    public RegistrationPatch SolutionCurrency(string? value) => Replace(Solution + "currency", value);

    /// <summary>Sets whether the solution runs on Azure.</summary>
    /// <param name="value">Whether it does.</param>
    public RegistrationPatch IsDeployedOnAzure(bool value) => Replace<bool?>(Solution + "isDeployedOnAzure", value);

    /// <summary>Sets whose subscription the solution mainly runs on.</summary>
    /// <param name="value">The customer's or the partner's.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch PrimaryDeploymentOn(DeploymentOwner value) => ReplaceNamed(Solution + "primaryDeploymentOn", value);

    /// <summary>Sets how the solution is paid for.</summary>
    /// <param name="value">The model.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public RegistrationPatch PricingModel(PricingModel value) => ReplaceNamed(Solution + "pricingModel", value);

    /// <summary>Sets whether the solution was sold through the marketplace.</summary>
    /// <param name="value">Whether it was.</param>
    public RegistrationPatch IsMarketplaceTransacted(bool value) => Replace<bool?>(Marketplace + "isMarketplaceTransacted", value);

    /// <summary>Sets when the solution was sold through the marketplace.</summary>
    /// <param name="value">The time; sent in UTC.</param>
    public RegistrationPatch MarketplaceTransactionDateTime(DateTimeOffset? value) =>
        Replace(Marketplace + "marketplaceTransactionDateTime", value);

    /// <summary>Returns the operations with their paths, never the values.</summary>
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
