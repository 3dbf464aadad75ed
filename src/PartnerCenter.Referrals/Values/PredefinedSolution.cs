using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies a predefined solution. The value is the id of a <see cref="SolutionTag"/> of the type <see cref="SolutionTagType.Category"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values with this capitalization.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<PredefinedSolution>))]
public sealed class PredefinedSolution(string value) : ExtensibleEnum<PredefinedSolution>(value), IExtensibleEnum<PredefinedSolution>
{
    /// <summary>Specifies the value <c>AdvancedAnalytics</c>.</summary>
    public static PredefinedSolution AdvancedAnalytics { get; } = new("AdvancedAnalytics");
    /// <summary>Specifies the value <c>ApplicationIntegration</c>.</summary>
    public static PredefinedSolution ApplicationIntegration { get; } = new("ApplicationIntegration");
    /// <summary>Specifies the value <c>ArtificialIntelligence</c>.</summary>
    public static PredefinedSolution ArtificialIntelligence { get; } = new("ArtificialIntelligence");
    /// <summary>Specifies the value <c>AzureSecurityOperationManagement</c>.</summary>
    public static PredefinedSolution AzureSecurityOperationManagement { get; } = new("AzureSecurityOperationManagement");
    /// <summary>Specifies the value <c>AzureStack</c>.</summary>
    public static PredefinedSolution AzureStack { get; } = new("AzureStack");
    /// <summary>Specifies the value <c>BackupDisasterRecovery</c>.</summary>
    public static PredefinedSolution BackupDisasterRecovery { get; } = new("BackupDisasterRecovery");
    /// <summary>Specifies the value <c>BigData</c>.</summary>
    public static PredefinedSolution BigData { get; } = new("BigData");
    /// <summary>Specifies the value <c>Blockchain</c>.</summary>
    public static PredefinedSolution Blockchain { get; } = new("Blockchain");
    /// <summary>Specifies the value <c>Chatbot</c>.</summary>
    public static PredefinedSolution Chatbot { get; } = new("Chatbot");
    /// <summary>Specifies the value <c>CloudDatabaseMigration</c>.</summary>
    public static PredefinedSolution CloudDatabaseMigration { get; } = new("CloudDatabaseMigration");
    /// <summary>Specifies the value <c>CloudMigration</c>.</summary>
    public static PredefinedSolution CloudMigration { get; } = new("CloudMigration");
    /// <summary>Specifies the value <c>CloudVoice</c>.</summary>
    public static PredefinedSolution CloudVoice { get; } = new("CloudVoice");
    /// <summary>Specifies the value <c>CognitiveServices</c>.</summary>
    public static PredefinedSolution CognitiveServices { get; } = new("CognitiveServices");
    /// <summary>Specifies the value <c>CompetitiveDatabaseMigration</c>.</summary>
    public static PredefinedSolution CompetitiveDatabaseMigration { get; } = new("CompetitiveDatabaseMigration");
    /// <summary>Specifies the value <c>Containers</c>.</summary>
    public static PredefinedSolution Containers { get; } = new("Containers");
    /// <summary>Specifies the value <c>DataWarehouse</c>.</summary>
    public static PredefinedSolution DataWarehouse { get; } = new("DataWarehouse");
    /// <summary>Specifies the value <c>DatabaseonLinux</c>.</summary>
    public static PredefinedSolution DatabaseOnLinux { get; } = new("DatabaseonLinux");
    /// <summary>Specifies the value <c>DevelopmentandTest</c>.</summary>
    public static PredefinedSolution DevelopmentAndTest { get; } = new("DevelopmentandTest");
    /// <summary>Specifies the value <c>DevOps</c>.</summary>
    public static PredefinedSolution DevOps { get; } = new("DevOps");
    /// <summary>Specifies the value <c>DigitalMedia</c>.</summary>
    public static PredefinedSolution DigitalMedia { get; } = new("DigitalMedia");
    /// <summary>Specifies the value <c>Dynamics365forCustomerService</c>.</summary>
    public static PredefinedSolution Dynamics365ForCustomerService { get; } = new("Dynamics365forCustomerService");
    /// <summary>Specifies the value <c>Dynamics365forFieldService</c>.</summary>
    public static PredefinedSolution Dynamics365ForFieldService { get; } = new("Dynamics365forFieldService");
    /// <summary>Specifies the value <c>Dynamics365forFinanceOperations</c>.</summary>
    public static PredefinedSolution Dynamics365ForFinanceOperations { get; } = new("Dynamics365forFinanceOperations");
    /// <summary>Specifies the value <c>Dynamics365forRetail</c>.</summary>
    public static PredefinedSolution Dynamics365ForRetail { get; } = new("Dynamics365forRetail");
    /// <summary>Specifies the value <c>Dynamics365forSales</c>.</summary>
    public static PredefinedSolution Dynamics365ForSales { get; } = new("Dynamics365forSales");
    /// <summary>Specifies the value <c>Dynamics365forTalent</c>.</summary>
    public static PredefinedSolution Dynamics365ForTalent { get; } = new("Dynamics365forTalent");
    /// <summary>Specifies the value <c>DynamicsonAzure</c>.</summary>
    public static PredefinedSolution DynamicsOnAzure { get; } = new("DynamicsonAzure");
    /// <summary>Specifies the value <c>EnterpriseBusinessIntelligence</c>.</summary>
    public static PredefinedSolution EnterpriseBusinessIntelligence { get; } = new("EnterpriseBusinessIntelligence");
    /// <summary>Specifies the value <c>Gaming</c>.</summary>
    public static PredefinedSolution Gaming { get; } = new("Gaming");
    /// <summary>Specifies the value <c>HighPerformanceComputing</c>.</summary>
    public static PredefinedSolution HighPerformanceComputing { get; } = new("HighPerformanceComputing");
    /// <summary>Specifies the value <c>HybridStorage</c>.</summary>
    public static PredefinedSolution HybridStorage { get; } = new("HybridStorage");
    /// <summary>Specifies the value <c>IdentityandAccessManagement</c>.</summary>
    public static PredefinedSolution IdentityAndAccessManagement { get; } = new("IdentityandAccessManagement");
    /// <summary>Specifies the value <c>InformationManagement</c>.</summary>
    public static PredefinedSolution InformationManagement { get; } = new("InformationManagement");
    /// <summary>Specifies the value <c>InternetofThings</c>.</summary>
    public static PredefinedSolution InternetOfThings { get; } = new("InternetofThings");
    /// <summary>Specifies the value <c>MachineLearning</c>.</summary>
    public static PredefinedSolution MachineLearning { get; } = new("MachineLearning");
    /// <summary>Specifies the value <c>Microserviceapplications</c>.</summary>
    public static PredefinedSolution MicroserviceApplications { get; } = new("Microserviceapplications");
    /// <summary>Specifies the value <c>MobileApplications</c>.</summary>
    public static PredefinedSolution MobileApplications { get; } = new("MobileApplications");
    /// <summary>Specifies the value <c>MySQLPostgresMigrationtoAzure</c>.</summary>
    public static PredefinedSolution MySqlPostgresMigrationToAzure { get; } = new("MySQLPostgresMigrationtoAzure");
    /// <summary>Specifies the value <c>Networking</c>.</summary>
    public static PredefinedSolution Networking { get; } = new("Networking");
    /// <summary>Specifies the value <c>NoSQLMigration</c>.</summary>
    public static PredefinedSolution NoSqlMigration { get; } = new("NoSQLMigration");
    /// <summary>Specifies the value <c>RedhatonAzure</c>.</summary>
    public static PredefinedSolution RedHatOnAzure { get; } = new("RedhatonAzure");
    /// <summary>Specifies the value <c>RegulatoryComplianceGDPR</c>.</summary>
    public static PredefinedSolution RegulatoryComplianceGdpr { get; } = new("RegulatoryComplianceGDPR");
    /// <summary>Specifies the value <c>SAPonAzure</c>.</summary>
    public static PredefinedSolution SapOnAzure { get; } = new("SAPonAzure");
    /// <summary>Specifies the value <c>ServerlessComputing</c>.</summary>
    public static PredefinedSolution ServerlessComputing { get; } = new("ServerlessComputing");
    /// <summary>Specifies the value <c>SharepointonAzure</c>.</summary>
    public static PredefinedSolution SharePointOnAzure { get; } = new("SharepointonAzure");
    /// <summary>Specifies the value <c>SQLServerUpgrade</c>.</summary>
    public static PredefinedSolution SqlServerUpgrade { get; } = new("SQLServerUpgrade");
    /// <summary>Specifies the value <c>ThreatProtection</c>.</summary>
    public static PredefinedSolution ThreatProtection { get; } = new("ThreatProtection");
    /// <summary>Specifies the value <c>WebDevelopment</c>.</summary>
    public static PredefinedSolution WebDevelopment { get; } = new("WebDevelopment");

    static PredefinedSolution IExtensibleEnum<PredefinedSolution>.Create(string value) => new(value);

    static PredefinedSolution[] IExtensibleEnum<PredefinedSolution>.Members =>
    [
        AdvancedAnalytics, ApplicationIntegration, ArtificialIntelligence, AzureSecurityOperationManagement, AzureStack,
        BackupDisasterRecovery, BigData, Blockchain, Chatbot, CloudDatabaseMigration, CloudMigration, CloudVoice, CognitiveServices,
        CompetitiveDatabaseMigration, Containers, DataWarehouse, DatabaseOnLinux, DevelopmentAndTest, DevOps, DigitalMedia,
        Dynamics365ForCustomerService, Dynamics365ForFieldService, Dynamics365ForFinanceOperations, Dynamics365ForRetail,
        Dynamics365ForSales, Dynamics365ForTalent, DynamicsOnAzure, EnterpriseBusinessIntelligence, Gaming, HighPerformanceComputing,
        HybridStorage, IdentityAndAccessManagement, InformationManagement, InternetOfThings, MachineLearning, MicroserviceApplications,
        MobileApplications, MySqlPostgresMigrationToAzure, Networking, NoSqlMigration, RedHatOnAzure, RegulatoryComplianceGdpr, SapOnAzure,
        ServerlessComputing, SharePointOnAzure, SqlServerUpgrade, ThreatProtection, WebDevelopment,
    ];
}
