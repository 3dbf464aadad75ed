namespace PartnerCenter.Referrals;

public readonly partial record struct PredefinedSolution
{
    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="PredefinedSolution.AdvancedAnalytics"/>.</summary>
        public const string AdvancedAnalytics = "AdvancedAnalytics";
        /// <summary>Wire name of <see cref="PredefinedSolution.ApplicationIntegration"/>.</summary>
        public const string ApplicationIntegration = "ApplicationIntegration";
        /// <summary>Wire name of <see cref="PredefinedSolution.ArtificialIntelligence"/>.</summary>
        public const string ArtificialIntelligence = "ArtificialIntelligence";
        /// <summary>Wire name of <see cref="PredefinedSolution.AzureSecurityOperationManagement"/>.</summary>
        public const string AzureSecurityOperationManagement = "AzureSecurityOperationManagement";
        /// <summary>Wire name of <see cref="PredefinedSolution.AzureStack"/>.</summary>
        public const string AzureStack = "AzureStack";
        /// <summary>Wire name of <see cref="PredefinedSolution.BackupDisasterRecovery"/>.</summary>
        public const string BackupDisasterRecovery = "BackupDisasterRecovery";
        /// <summary>Wire name of <see cref="PredefinedSolution.BigData"/>.</summary>
        public const string BigData = "BigData";
        /// <summary>Wire name of <see cref="PredefinedSolution.Blockchain"/>.</summary>
        public const string Blockchain = "Blockchain";
        /// <summary>Wire name of <see cref="PredefinedSolution.Chatbot"/>.</summary>
        public const string Chatbot = "Chatbot";
        /// <summary>Wire name of <see cref="PredefinedSolution.CloudDatabaseMigration"/>.</summary>
        public const string CloudDatabaseMigration = "CloudDatabaseMigration";
        /// <summary>Wire name of <see cref="PredefinedSolution.CloudMigration"/>.</summary>
        public const string CloudMigration = "CloudMigration";
        /// <summary>Wire name of <see cref="PredefinedSolution.CloudVoice"/>.</summary>
        public const string CloudVoice = "CloudVoice";
        /// <summary>Wire name of <see cref="PredefinedSolution.CognitiveServices"/>.</summary>
        public const string CognitiveServices = "CognitiveServices";
        /// <summary>Wire name of <see cref="PredefinedSolution.CompetitiveDatabaseMigration"/>.</summary>
        public const string CompetitiveDatabaseMigration = "CompetitiveDatabaseMigration";
        /// <summary>Wire name of <see cref="PredefinedSolution.Containers"/>.</summary>
        public const string Containers = "Containers";
        /// <summary>Wire name of <see cref="PredefinedSolution.DataWarehouse"/>.</summary>
        public const string DataWarehouse = "DataWarehouse";
        /// <summary>Wire name of <see cref="PredefinedSolution.DatabaseOnLinux"/>.</summary>
        public const string DatabaseOnLinux = "DatabaseonLinux";
        /// <summary>Wire name of <see cref="PredefinedSolution.DevelopmentAndTest"/>.</summary>
        public const string DevelopmentAndTest = "DevelopmentandTest";
        /// <summary>Wire name of <see cref="PredefinedSolution.DevOps"/>.</summary>
        public const string DevOps = "DevOps";
        /// <summary>Wire name of <see cref="PredefinedSolution.DigitalMedia"/>.</summary>
        public const string DigitalMedia = "DigitalMedia";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForCustomerService"/>.</summary>
        public const string Dynamics365ForCustomerService = "Dynamics365forCustomerService";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForFieldService"/>.</summary>
        public const string Dynamics365ForFieldService = "Dynamics365forFieldService";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForFinanceOperations"/>.</summary>
        public const string Dynamics365ForFinanceOperations = "Dynamics365forFinanceOperations";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForRetail"/>.</summary>
        public const string Dynamics365ForRetail = "Dynamics365forRetail";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForSales"/>.</summary>
        public const string Dynamics365ForSales = "Dynamics365forSales";
        /// <summary>Wire name of <see cref="PredefinedSolution.Dynamics365ForTalent"/>.</summary>
        public const string Dynamics365ForTalent = "Dynamics365forTalent";
        /// <summary>Wire name of <see cref="PredefinedSolution.DynamicsOnAzure"/>.</summary>
        public const string DynamicsOnAzure = "DynamicsonAzure";
        /// <summary>Wire name of <see cref="PredefinedSolution.EnterpriseBusinessIntelligence"/>.</summary>
        public const string EnterpriseBusinessIntelligence = "EnterpriseBusinessIntelligence";
        /// <summary>Wire name of <see cref="PredefinedSolution.Gaming"/>.</summary>
        public const string Gaming = "Gaming";
        /// <summary>Wire name of <see cref="PredefinedSolution.HighPerformanceComputing"/>.</summary>
        public const string HighPerformanceComputing = "HighPerformanceComputing";
        /// <summary>Wire name of <see cref="PredefinedSolution.HybridStorage"/>.</summary>
        public const string HybridStorage = "HybridStorage";
        /// <summary>Wire name of <see cref="PredefinedSolution.IdentityAndAccessManagement"/>.</summary>
        public const string IdentityAndAccessManagement = "IdentityandAccessManagement";
        /// <summary>Wire name of <see cref="PredefinedSolution.InformationManagement"/>.</summary>
        public const string InformationManagement = "InformationManagement";
        /// <summary>Wire name of <see cref="PredefinedSolution.InternetOfThings"/>.</summary>
        public const string InternetOfThings = "InternetofThings";
        /// <summary>Wire name of <see cref="PredefinedSolution.MachineLearning"/>.</summary>
        public const string MachineLearning = "MachineLearning";
        /// <summary>Wire name of <see cref="PredefinedSolution.MicroserviceApplications"/>.</summary>
        public const string MicroserviceApplications = "Microserviceapplications";
        /// <summary>Wire name of <see cref="PredefinedSolution.MobileApplications"/>.</summary>
        public const string MobileApplications = "MobileApplications";
        /// <summary>Wire name of <see cref="PredefinedSolution.MySqlPostgresMigrationToAzure"/>.</summary>
        public const string MySqlPostgresMigrationToAzure = "MySQLPostgresMigrationtoAzure";
        /// <summary>Wire name of <see cref="PredefinedSolution.Networking"/>.</summary>
        public const string Networking = "Networking";
        /// <summary>Wire name of <see cref="PredefinedSolution.NoSqlMigration"/>.</summary>
        public const string NoSqlMigration = "NoSQLMigration";
        /// <summary>Wire name of <see cref="PredefinedSolution.RedHatOnAzure"/>.</summary>
        public const string RedHatOnAzure = "RedhatonAzure";
        /// <summary>Wire name of <see cref="PredefinedSolution.RegulatoryComplianceGdpr"/>.</summary>
        public const string RegulatoryComplianceGdpr = "RegulatoryComplianceGDPR";
        /// <summary>Wire name of <see cref="PredefinedSolution.SapOnAzure"/>.</summary>
        public const string SapOnAzure = "SAPonAzure";
        /// <summary>Wire name of <see cref="PredefinedSolution.ServerlessComputing"/>.</summary>
        public const string ServerlessComputing = "ServerlessComputing";
        /// <summary>Wire name of <see cref="PredefinedSolution.SharePointOnAzure"/>.</summary>
        public const string SharePointOnAzure = "SharepointonAzure";
        /// <summary>Wire name of <see cref="PredefinedSolution.SqlServerUpgrade"/>.</summary>
        public const string SqlServerUpgrade = "SQLServerUpgrade";
        /// <summary>Wire name of <see cref="PredefinedSolution.ThreatProtection"/>.</summary>
        public const string ThreatProtection = "ThreatProtection";
        /// <summary>Wire name of <see cref="PredefinedSolution.WebDevelopment"/>.</summary>
        public const string WebDevelopment = "WebDevelopment";
    }
}
